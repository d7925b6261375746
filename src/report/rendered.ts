/** How the files of hosts are shown. */
import { type HostFolder, languageOf } from '../render/host-folder.ts';
import { type Block, heading, table, verbatim } from './blocks.ts';

/** Shows every file, whole. */
export function renderedReport(folders: readonly HostFolder[]): readonly Block[] {
  return folders.flatMap(({ host, files }) =>
    Object.entries(files).flatMap(([name, text]) => [
      heading(`${host}/${name}`),
      verbatim(languageOf(name), text),
    ]),
  );
}

/** Names the files that were written. */
export function writtenReport(files: readonly string[]): readonly Block[] {
  return [
    table(
      ['written'],
      files.map((file) => [file]),
    ),
  ];
}
