#!/usr/bin/env node
// Runs before everything else, in words that a Node of 2019 can read: what follows would end in a syntax error there.
var parts = process.versions.node.split('.');
var major = Number(parts[0]);
if (major < 20 || (major === 20 && Number(parts[1]) < 19)) {
  console.error(`Pitwall needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

// The demo is in the checkout alone, and no part of what is installed.
var isDemo = process.argv[2] === 'demo' && require('node:fs').existsSync(`${__dirname}/../dist/sandbox/demo/main.js`);
if (isDemo) process.argv.splice(2, 1);

(isDemo ? import('../dist/sandbox/demo/main.js') : import('../dist/src/pitwall.js')).catch((error) => {
  var isUnbuilt = error.code === 'ERR_MODULE_NOT_FOUND' && /dist.src.pitwall\.js/.test(error.message);
  console.error(isUnbuilt ? 'Pitwall is not built yet: run "npm ci && npm run build" once.' : error);
  process.exit(isUnbuilt ? 2 : 1);
});
