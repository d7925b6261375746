'use strict';
// The app's first step.
void require('./bundle.cjs').loadProgram('src/start/app.ts', 'synth');
