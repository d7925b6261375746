import { openEnvironment } from '../../register/open.ts';
import { CLIENT_NAMES, clientCode, clientsFor, LANGUAGES } from '../../render/client-code.ts';
import { clientsReport } from '../../report/clients.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    language: {
      choices: [...LANGUAGES, ...CLIENT_NAMES],
      requiresArg: true,
      describe: 'only the clients of this language, or this client',
      defaultDescription: 'all',
    },
    format: formats(),
  },
  examples: [
    ['clients lab', 'Code for every client that is known'],
    ['clients lab --language node-redis', 'For one; --language typescript is for several'],
  ],
  suggests: { env: environments },
  async run({ env, language }) {
    const environment = await openEnvironment(env);
    const names = language === undefined ? CLIENT_NAMES : clientsFor(language);
    const clients = names.map((name) => clientCode(environment, name));
    return { data: { environment: environment.name, clients }, ...clientsReport(clients) };
  },
});
