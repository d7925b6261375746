/** Requests for certificates (PKCS#10, RFC 2986): what is sent to an authority that has its key elsewhere. */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { Attributes, CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Attribute, Extensions, id_ce_subjectAltName, SubjectAlternativeName } from '@peculiar/asn1-x509';
import { pem } from './pem.ts';
import { arrayBuffer, commonNameOf, nameOf, namesExtension, publicKeyOf, SIGNATURE } from './x509.ts';

/** Whom a certificate is asked for. */
export interface Requested {
  /** The common name of its subject. */
  readonly name: string;
  /** Their private key, as PEM; where a request was read, the public one. */
  readonly key: string;
  /** DNS names and addresses. */
  readonly use: { readonly names: readonly string[]; readonly addresses: readonly string[] };
}

/** Extensions that the certificate is to have (PKCS#9, RFC 2985, 5.4.2). */
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

const LABEL = 'CERTIFICATE REQUEST';

/** Writes a request, as PEM. It is signed by the key that it is for, which it does not hold. */
export function writeRequest({ name, key, use }: Requested): string {
  const extensions = AsnConvert.serialize(new Extensions([namesExtension(use)]));
  const certificationRequestInfo = new CertificationRequestInfo({
    subject: nameOf(name),
    subjectPKInfo: publicKeyOf(key),
    attributes: new Attributes([new Attribute({ type: EXTENSION_REQUEST, values: [extensions] })]),
  });
  const signed = Buffer.from(AsnConvert.serialize(certificationRequestInfo));
  const request = new CertificationRequest({
    certificationRequestInfo,
    signatureAlgorithm: SIGNATURE,
    signature: arrayBuffer(sign('sha256', signed, createPrivateKey(key))),
  });
  return pem(LABEL, Buffer.from(AsnConvert.serialize(request)));
}

/** Reads one that `writeRequest` has written; undefined if it is none, or its key did not sign it. */
export function readRequest(text: string): Requested | undefined {
  const [, body] = /-----BEGIN CERTIFICATE REQUEST-----([^-]+)-----END/.exec(text) ?? [];
  try {
    const request = AsnConvert.parse(Buffer.from(body ?? '', 'base64'), CertificationRequest);
    const { certificationRequestInfo: info, certificationRequestInfoRaw: raw, signature } = request;
    if (!request.signatureAlgorithm.isEqual(SIGNATURE)) return undefined;
    const spki = Buffer.from(AsnConvert.serialize(info.subjectPKInfo));
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    if (raw === undefined || !verify('sha256', Buffer.from(raw), key, Buffer.from(signature)))
      return undefined;
    return {
      name: commonNameOf(info.subject),
      key: key.export({ type: 'spki', format: 'pem' }).toString(),
      use: namesIn(info.attributes),
    };
  } catch {
    return undefined;
  }
}

function namesIn(attributes: Attributes): Requested['use'] {
  const [asked] = attributes.find(({ type }) => type === EXTENSION_REQUEST)?.values ?? [];
  const extensions = asked === undefined ? [] : AsnConvert.parse(asked, Extensions);
  const found = extensions.find(({ extnID }) => extnID === id_ce_subjectAltName);
  const names = found === undefined ? [] : AsnConvert.parse(found.extnValue.buffer, SubjectAlternativeName);
  return {
    names: [...names].flatMap(({ dNSName }) => dNSName ?? []),
    addresses: [...names].flatMap(({ iPAddress }) => iPAddress ?? []),
  };
}
