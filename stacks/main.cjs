'use strict';
// The app's first step.
void require('../src/bundle.cjs').loadProgram('stacks/main.ts', 'synth');
