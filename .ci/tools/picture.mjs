// Takes a picture of a page. Input: { page, to, width, height }; the page's frames are loaded too.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { chromium } = createRequire(join(resolve(process.argv[2]), 'package.json'))('playwright-core');
const { page: file, to, width, height } = JSON.parse(readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium' });
const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5, colorScheme: 'light' });
await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
await page.screenshot({ path: to });
await browser.close();
console.log('{}');
