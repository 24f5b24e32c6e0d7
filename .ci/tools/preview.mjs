// Looks at the live preview in headless Chromium while its files are saved, and tells what is wrong, as JSON.
//
//     node preview.mjs TOOLS < job.json > findings.json
//
// TOOLS is the folder in which the packages are installed. The job is { address, folder, name, good, bad, form, german, away,
// hostile, template }: where the server is, the folder with `<name>.notice.toml` and what that file says in turn. The output is
// { preview: { check: [what is wrong] } }; a check that finds nothing has an empty list.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const installed = createRequire(join(resolve(process.argv[2]), 'package.json'));
const { chromium } = installed('playwright-core');
const axe = installed('axe-core').source;

const job = JSON.parse(readFileSync(0, 'utf8'));
const server = `http://${job.address}`;
const at = (lang) => `${server}/notices/${job.name}/${lang}`;
const save = (text) => writeFileSync(join(job.folder, `${job.name}.notice.toml`), text);
const found = {};
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium' });

/** Runs a check; what it throws is what is wrong. */
async function check(name, work) {
  const faults = [];
  try {
    await work((what) => faults.push(what));
  } catch (error) {
    faults.push(`${error.message}`.split('\n').slice(0, 3).join(' '));
  }
  found[name] = faults;
}

/** A page that is live, and what it asks for and complains of. */
async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const heard = { requests: [], complaints: [] };
  page.on('request', (request) => heard.requests.push(request.url()));
  page.on('console', (message) => { if (message.type() === 'error') heard.complaints.push(message.text()); });
  page.on('pageerror', (error) => heard.complaints.push(error.message));
  await page.goto(address);
  await page.waitForSelector('#light[data-state=on]');
  return { context, page, heard };
}

/** The text of the notice that is shown. */
const paper = (page) => page.frameLocator('iframe[name=notice]').locator('body');

/** Waits until the notice says something. */
const says = (page, words) => paper(page).filter({ hasText: words }).waitFor();

await check('save', async (wrong) => {
  save(job.good);
  const { context, page, heard } = await open(at('en'));
  await page.evaluate(() => { window.here = true; });
  await says(page, 'monthly');
  const inner = async () => (await page.$('iframe:not(.coming)')).contentFrame();
  await (await inner()).evaluate(() => window.scrollTo({ top: 400, behavior: 'instant' }));
  save(job.good.replace('monthly', 'weekly'));
  await says(page, 'weekly');
  await page.waitForSelector('iframe:only-child');
  const top = await (await inner()).evaluate(() => window.scrollY);
  if (Math.abs(top - 400) > 2) wrong(`it was scrolled to 400 and is at ${top}`);
  if (!(await page.evaluate(() => window.here))) wrong('the page around it was loaded anew');
  save(job.bad);
  await page.waitForSelector('.finding.error');
  await page.waitForSelector('#state .draft');
  await page.locator('.finding .lead a').first().click();
  await page.waitForFunction(() => document.querySelector('iframe').contentWindow.location.hash.length > 1);
  if (!(await (await inner()).evaluate(() => document.querySelector(':target')))) wrong('a finding leads to no place in the notice');
  save(job.good);
  await page.waitForSelector('#count .clean');
  if (await page.locator('.finding.error').count()) wrong('a finding that is mended stays');
  for (const url of heard.requests) if (!url.startsWith(`${server}/`)) wrong(`asks for ${url}`);
  for (const complaint of heard.complaints) wrong(complaint);
  await context.close();
});

// What was opened stays open, and where the notice stands above its findings, links lead from one to the other.
await check('narrow', async (wrong) => {
  save(job.bad);
  const { context, page } = await open(at('en'), { viewport: { width: 500, height: 400 } });
  const sees = (what) => page.locator(what).first().evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return top < window.innerHeight - 100 && bottom > 100;
  });
  if (await sees('.finding')) wrong('the findings are in sight at once: nothing is shown by this check');
  await page.locator('#jump a', { hasText: '1 finding' }).click();
  if (!(await sees('.finding'))) wrong('the findings are not in sight');
  await page.locator('.finding summary').click();
  save(job.bad.replace('monthly', 'weekly'));
  await says(page, 'weekly');
  await page.waitForSelector('iframe:only-child');
  if (!(await page.locator('.finding details[open]').count())) wrong('what was opened is closed by a save');
  await page.locator('.finding .lead a').scrollIntoViewIfNeeded();
  if (await sees('#sheet')) wrong('the notice stays in sight: nothing is shown by this check');
  await page.locator('.finding .lead a').click();
  if (!(await sees('#sheet'))) wrong('the notice is not in sight');
  await context.close();
});

await check('short', async (wrong) => {
  save(job.form);
  const { context, page } = await open(at('en'));
  if (await page.locator('#plain').isVisible()) wrong('the notice is said to have no style');
  await page.locator('[data-plain]', { hasText: 'Form: sign-up' }).click();
  await page.waitForSelector('[data-plain][aria-current]');
  await page.locator('#plain').waitFor();
  save(job.form.replace('Sign up', 'Come in'));
  await says(page, 'Come in');
  await page.waitForSelector('[data-plain][aria-current]');
  await page.locator('#plain').waitFor();
  await page.locator('#texts a', { hasText: 'Notice' }).click();
  await page.locator('#plain').waitFor({ state: 'hidden' });
  await says(page, 'monthly');
  await context.close();
});

await check('language', async (wrong) => {
  save(job.german);
  const { context, page } = await open(at('en'));
  await page.waitForSelector('.tabs [lang=de]');
  await page.waitForSelector('iframe:only-child');
  await page.frameLocator('iframe[name=notice]').locator('a[hreflang=de]').first().click();
  await page.waitForSelector('.tabs [lang=de][aria-current]');
  if (page.url() !== at('de')) wrong(`the address is ${page.url()}`);
  save(job.german.replace('monthly', 'wöchentlich'));
  await says(page, 'wöchentlich');
  if (!(await page.locator('.tabs [lang=de][aria-current]').count())) wrong('another language is shown');
  await context.close();
});

await check('old', async (wrong) => {
  save(job.good);
  const { context, page } = await open(at('en'));
  await page.waitForSelector('#count .clean');
  save(`${job.good}\n[broken`);
  await page.waitForSelector('#state .old');
  await page.waitForSelector('.finding.error');
  await says(page, 'monthly');
  save(job.good);
  await page.waitForSelector('#count .clean');
  if (await page.locator('.finding.error').count()) wrong('the finding stays');
  await context.close();
});

await check('away', async (wrong) => {
  save(job.away);
  const { context, page } = await open(at('en'));
  await context.route('https://elsewhere.example/**', (route) => route.fulfill({ contentType: 'text/html', body: 'elsewhere' }));
  const away = page.frameLocator('iframe[name=notice]').locator('a[href^="https://elsewhere.example"]').first();
  await away.waitFor();
  const [tab] = await Promise.all([context.waitForEvent('page'), away.click()]);
  await tab.waitForURL('https://elsewhere.example/');
  if (await tab.evaluate(() => window.opener !== null)) wrong('the tab knows the page that opened it');
  if (!page.frames().some((frame) => frame.url().startsWith(`${server}/pages/`))) wrong('the notice is gone');
  await context.close();
});

await check('list', async (wrong) => {
  const { context, page } = await open(`${server}/`);
  await page.evaluate(() => { window.here = true; });
  writeFileSync(join(job.folder, 'further.notice.toml'), job.good);
  await page.locator('a', { hasText: 'Privacy notice' }).nth(1).waitFor();
  rmSync(join(job.folder, 'further.notice.toml'));
  await page.waitForFunction(() => document.querySelectorAll('.card').length === 1);
  if (!(await page.evaluate(() => window.here))) wrong('the page was loaded anew');
  await context.close();
});

await check('text', async (wrong) => {
  save(job.hostile);
  const { context, page } = await open(at('en'));
  await says(page, '<script>document.documentElement.dataset.ran = 1</script>');
  for (const frame of page.frames()) {
    if (await frame.evaluate(() => document.documentElement.dataset.ran)) wrong(`a script of a text ran in ${frame.url()}`);
    const scripts = await frame.evaluate(() => [...document.scripts].map((one) => one.getAttribute('src') ?? one.text));
    for (const script of scripts) if (script !== '/preview.js') wrong(`there is a script: ${script}`);
  }
  await context.close();
});

// A template of the project is no text, and its scripts do not run either: in the frame, and in a tab of its own.
await check('template', async (wrong) => {
  save(job.good);
  mkdirSync(join(job.folder, 'templates/html'), { recursive: true });
  writeFileSync(join(job.folder, 'templates/html/notice.html'), job.template);
  writeFileSync(join(job.folder, 'noticec.toml'), 'templates = "templates"\n');
  const { context, page } = await open(at('en'));
  await says(page, 'the template of the project');
  const alone = await context.newPage();
  await alone.goto(`${server}/pages/${job.name}/${job.name}.html`);
  for (const frame of [...page.frames(), alone.mainFrame()]) {
    if (await frame.evaluate(() => document.documentElement.dataset.ran)) wrong(`a script of a template ran in ${frame.url()}`);
  }
  if (!(await alone.locator('script').count())) wrong('the template has no script: nothing is shown by this check');
  rmSync(join(job.folder, 'noticec.toml'));
  await context.close();
});

const LOOKS = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 320, height: 640 } }],
];
for (const [name, look] of LOOKS) {
  await check(name, async (wrong) => {
    const pages = [
      ['list', job.bad, `${server}/`, '.card .error'],
      ['bad', job.bad, at('en'), '.finding.error'],
      ['clean', job.form, at('en'), '#count .clean'],
      ['old', `${job.good}\n[broken`, at('en'), '#state .old'],
      // After a run, a page that is not there gives way to the first one; nothing is saved under it.
      ['nowhere', undefined, `${server}/nowhere`, '.nothing'],
    ];
    for (const [what, text, address, sign] of pages) {
      if (text) save(text);
      const { context, page } = await open(address, { ...look, bypassCSP: true });
      await page.waitForSelector(sign);
      if (what === 'bad') await page.locator('.finding summary').first().click();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run({ iframes: false }));
      for (const one of violations) wrong(`${what}: ${one.id}: ${one.nodes[0].html.slice(0, 120)}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) wrong(`${what}: ${wide} px too wide`);
      const long = await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
      if (what === 'bad' && name !== 'phone' && long > 0) wrong(`${what}: ${long} px too long: its parts scroll alone`);
      if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}-${what}.png`) });
      await context.close();
    }
  });
}

await browser.close();
process.stdout.write(JSON.stringify({ preview: found }));
