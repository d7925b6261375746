/** How the code of clients is shown. */
import type { ClientCode } from '../render/client-code.ts';
import { heading, type Outcome, verbatim } from './elements.ts';

/** Shows the code of each client; that of one alone is printed as it is, so that it can be written to a file. */
export function clientsReport(clients: readonly ClientCode[]): Pick<Outcome, 'report' | 'notes'> {
  return {
    report: clients.flatMap(({ client, file, language, code }) => [
      ...(clients.length === 1 ? [] : [heading(`${client}: ${file}`)]),
      verbatim(language, code),
    ]),
    notes: clients.map(({ client, tried }) => `${client}: this code ${tried}`),
  };
}
