/** How the files of hosts are shown. */
import { type HostFolder, languageOf } from '../render/host-folder.ts';
import { type Element, heading, table, verbatim } from './elements.ts';

/** Shows every file, whole. */
export function renderedReport(folders: readonly HostFolder[]): readonly Element[] {
  return folders.flatMap(({ host, files }) =>
    Object.entries(files).flatMap(([name, text]) => [
      heading(`${host}/${name}`),
      verbatim(languageOf(name), text),
    ]),
  );
}

/** Names the files that were written. */
export function writtenReport(files: readonly string[]): readonly Element[] {
  return [
    table(
      ['written'],
      files.map((file) => [file]),
    ),
  ];
}
