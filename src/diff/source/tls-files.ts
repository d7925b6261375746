/** The files of TLS that a configuration names, where they lie beside it. */
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { TlsFiles } from '../../certificates/flaw.ts';
import { isSecret } from '../../redis/document.ts';
import type { ConfigurationFile } from '../../rules/files/configuration.ts';
import { isFile, readText } from './disk.ts';

/**
 * Reads them, keys too, which are compared with their certificates and told to nobody. A path is that of a host, and another host's file may stand at the
 * same one here: only files in the folder of the configuration are taken, by the path or by the name alone.
 *
 * @throws UserError if one of them is there and can't be read
 */
export function withTlsFiles(file: ConfigurationFile): ConfigurationFile {
  const certificate = pathIn(file, 'tls-cert-file');
  if (certificate === undefined) return file;
  const tls: TlsFiles = {
    certificate: textBeside(file.path, certificate),
    key: textBeside(file.path, pathIn(file, 'tls-key-file')),
    authority: textBeside(file.path, pathIn(file, 'tls-ca-cert-file')),
  };
  return { ...file, tls };
}

/** What the last line says; a line that is refused names no file. */
function pathIn({ document }: ConfigurationFile, directive: string): string | undefined {
  const [path, ...more] = document.findLast(({ name }) => name === directive)?.args ?? [];
  return path === undefined || path === '' || isSecret(path) || more.length > 0 ? undefined : path;
}

function textBeside(configuration: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const folder = dirname(configuration);
  const named = resolve(folder, path);
  const isInside = !relative(folder, named).startsWith('..');
  const places = [...(isInside ? [named] : []), join(folder, basename(path))];
  const place = places.find(isFile);
  return place === undefined ? undefined : readText(place);
}
