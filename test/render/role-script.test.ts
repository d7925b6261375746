import test from 'ava';
import { LOGIN_FILE } from '../../src/render/freebsd.ts';
import { KINDS } from '../../src/render/program.ts';
import { roleScript } from '../../src/render/role-script.ts';

test('the role script of every kind of host is whole, and reads the login where there are users', (t) => {
  for (const kind of KINDS) {
    const text = roleScript(kind);
    t.true(text.startsWith('#!/bin/sh\n# PROVIDE: vedette\n'));
    t.regex(text, /\nrun_rc_command "\$1"\n$/);
    t.is(text.includes(LOGIN_FILE), kind.users);
  }
});
