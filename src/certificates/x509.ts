/** Writes certificates (RFC 5280). Only this file and that of requests know the libraries, which are loaded where one is issued. */
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { pem } from './pem.ts';

/** What a certificate says. */
export interface Content {
  /** The name of whom it is for, as its subject's common name. */
  readonly name: string;
  /** Their public or private key, as PEM; the certificate holds the public one. */
  readonly key: string;
  readonly from: Date;
  readonly until: Date;
  /** An authority signs certificates; anybody else serves and asks under its DNS names and addresses. */
  readonly use: 'authority' | { readonly names: readonly string[]; readonly addresses: readonly string[] };
}

/** Who signs it. */
export interface Signer {
  /** The common name of its own certificate. */
  readonly name: string;
  /** Its private key, as PEM. */
  readonly key: string;
}

/** ECDSA with SHA-256 (RFC 5758), which every engine and every client of today takes. */
export const SIGNATURE = new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });

const COMMON_NAME = '2.5.4.3';

/** Writes a certificate, as PEM. */
export function writeCertificate(content: Content, signer: Signer): string {
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: SIGNATURE,
    issuer: nameOf(signer.name),
    validity: new Validity({ notBefore: content.from, notAfter: content.until }),
    subject: nameOf(content.name),
    subjectPublicKeyInfo: publicKeyOf(content.key),
    extensions: extensionsOf(content, signer),
  });
  const signed = Buffer.from(AsnConvert.serialize(tbsCertificate));
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: SIGNATURE,
    signatureValue: arrayBuffer(sign('sha256', signed, createPrivateKey(signer.key))),
  });
  return pem('CERTIFICATE', Buffer.from(AsnConvert.serialize(certificate)));
}

/** 127 bits of chance, and never negative or zero (RFC 5280, 4.1.2.2). */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return arrayBuffer(bytes);
}

/** A subject or an issuer with a common name alone. */
export function nameOf(commonName: string): Name {
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

/** The common name of a subject; empty where it has none. */
export function commonNameOf(name: Name): string {
  const parts = name.flatMap((part) => [...part]);
  return parts.find(({ type }) => type === COMMON_NAME)?.value.toString() ?? '';
}

/** The public key of a private or a public one, given as PEM. */
export function publicKeyOf(key: string): SubjectPublicKeyInfo {
  return AsnConvert.parse(createPublicKey(key).export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo);
}

function extensionsOf({ key, use }: Content, signer: Signer): Extensions {
  return new Extensions([
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(key))),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier(signer.key)) }),
    ),
    ...(use === 'authority' ? rightsOfAuthority() : rightsOfHost(use)),
  ]);
}

/** It signs hosts and no further authority. */
function rightsOfAuthority(): readonly Extension[] {
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
  ];
}

/** Each host serves, and is a client of the others (redis tls.c: a replica and a Sentinel show the same certificate). */
function rightsOfHost({ names, addresses }: Exclude<Content['use'], 'authority'>): readonly Extension[] {
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth, id_kp_clientAuth])),
    namesExtension({ names, addresses }),
  ];
}

/** The names and addresses that it is for. */
export function namesExtension({ names, addresses }: Exclude<Content['use'], 'authority'>): Extension {
  return extension(
    id_ce_subjectAltName,
    new SubjectAlternativeName([
      ...names.map((dNSName) => new GeneralName({ dNSName })),
      ...addresses.map((iPAddress) => new GeneralName({ iPAddress })),
    ]),
  );
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

/** RFC 5280, 4.2.1.2, the first way: the SHA-1 of the bits of the public key. */
function keyIdentifier(key: string): ArrayBuffer {
  const { subjectPublicKey } = publicKeyOf(key);
  return arrayBuffer(createHash('sha1').update(Buffer.from(subjectPublicKey)).digest());
}

/** A copy of bytes in the form that the libraries take. */
export function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
