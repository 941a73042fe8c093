// Tests of the pages that need a browser.
// node browser.mjs ADDRESS ADDRESS_OF_THE_HOSTILE_PLAN ADDRESS_OF_TWO_CITIES   (run.sh starts the servers and calls this)
// PART=errands runs one part: pages, typing, errands, stumbles, hostile, measured. PART=pictures takes the README's pictures.

import { finish } from './kit.mjs';

for (const part of process.env.PART?.split(',') ?? ['pages', 'typing', 'errands', 'stumbles', 'hostile', 'measured']) {
  const began = performance.now();
  await import(`./${part}.mjs`);
  console.log(`${part}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
await finish();
