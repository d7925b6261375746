// zod loads its messages in 63 languages, which takes longer than all of vedette's own sources. vedette writes its own
// messages, so these modules are left empty, both as CommonJS (Node 20) and as ESM.
import module, { createRequire } from 'node:module';

/** Leaves zod's languages out of this process. */
export function leaveOutLocales() {
  const require = createRequire(import.meta.url);
  const file = require.resolve('zod/v4/locales');
  require.cache[file] = Object.assign(new module.Module(file), { loaded: true });
  module.registerHooks?.({
    load: (url, context, next) =>
      url.endsWith('/zod/v4/locales/index.js')
        ? { format: 'module', source: '', shortCircuit: true }
        : next(url, context),
  });
}
