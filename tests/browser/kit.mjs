// What every check in the browser needs: the browser, a fresh page, axe, and the count of what passed.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where the first plan is served, and where the plan of scripts and departments is. */
export const [base, hostile] = process.argv.slice(2);
assert(base && hostile, 'usage: node browser.mjs ADDRESS ADDRESS_OF_THE_HOSTILE_PLAN');

export const shots = new URL('./shots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });

export const WIDTHS = [320, 390, 1280];
export const WIDE = 1280;
/** An address of every sort of page. */
export const PAGES = {
  home: '/',
  narrowed: '/?q=商店街&kind=measure&has_result=false',
  nothing: '/?q=新型コロナ 給付金&period=短期',
  table: '/?q=商店街&view=list',
  entry: '/entries/meguro-vision/5-1-3-3',
  furigana: '/entries/meguro-vision/5-1-3-3?ruby=on',
  original: '/entries/meguro-vision/5-2-5-1?view=printed',
  progress: '/progress',
  glossary: '/glossary',
  data: '/data',
  help: '/help',
  accessibility: '/accessibility',
  missing: '/nix',
};
/** The same pages with something more or less on them. */
export const STATES = {
  results: '/?q=商店街',
  partial: '/?q=商店街 宇宙',
  understood: '/?q=第2節の長期計画で実績なしの施策を一覧',
  spellings: '/?q=おしゃれな街',
  years: '/?q=2012年度 融資',
  unknown: '/?q=図書館の開館時間は?',
  removed: '/entries/meguro-vision/5-6-r3',
  printed: '/print?q=商店街&kind=measure',
  api: '/help/api',
  english: '/?q=商店街&lang=en',
  englishEntry: '/entries/meguro-vision/5-1-3-3?ruby=on&lang=en',
  englishProgress: '/progress?lang=en',
};

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
// Checks that run at the same time; what one of them waits for, another computes.
const AT_ONCE = 3;

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--no-first-run'],
});

const count = { passed: 0, failed: 0 };

/** One check on a fresh page; whatever the page complains about or asks of others is a failure too. */
export async function check(name, options, run, expected = []) {
  const { width = WIDE, ...more } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < WIDE ? 740 : 900 },
    isMobile: width < WIDE,
    hasTouch: width < WIDE,
    locale: 'ja-JP',
    ...more,
  });
  const complaints = [];
  context.on('request', (request) => {
    const own = [base, hostile].some((address) => request.url().startsWith(`${address}/`));
    if (!own) complaints.push(`asks another host: ${request.url()}`);
  });
  context.on('weberror', (error) => complaints.push(`script error: ${error.error()}`));
  context.on('dialog', (dialog) => complaints.push(`a script ran: ${dialog.message()}`));
  context.on('console', (message) => {
    // The browser itself logs the status of a page that is not there.
    const known = message.location().url === `${base}${PAGES.missing}`
      || expected.some((pattern) => pattern.test(message.text()));
    if (message.type() === 'error' && !known) complaints.push(`console: ${message.text()}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await run(page);
    assert.deepEqual(complaints, []);
    count.passed += 1;
  } catch (error) {
    count.failed += 1;
    console.error(`FAILED ${name}\n  ${String(error.message ?? error).replaceAll('\n', '\n  ')}`);
  } finally {
    await context.close();
  }
}

/** Checks that have nothing to do with each other, a few at a time. */
export async function checks(all) {
  const waiting = [...all];
  const one = async () => { while (waiting.length) await check(...waiting.shift()); };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

export const open = (page, path) => page.goto(base + encodeURI(path));

/** The rules of WCAG A and AA that the page breaks, each with the first place. */
export async function violations(page) {
  // The pages allow no scripts; the debugger's own evaluation is not theirs to allow.
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const answer = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    assert(!answer.exceptionDetails, JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  };
  await evaluate(`${axe};0`);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const found = await evaluate(`axe.run(document, {runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations']})
    .then(({violations}) => violations.map(({id, nodes}) => id + ': ' + nodes[0].html))`);
  await session.detach();
  return found;
}

/** Pixels by which the page is wider than the window. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Ends the run with what was counted. */
export async function finish() {
  await browser.close();
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed === 0 ? 0 : 1;
}
