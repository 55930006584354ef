// npm run bench: how fast datagrams are decoded. npm run bench -- start: what a start with a million events takes.

const [which = 'codec'] = process.argv.slice(2);

if (which === 'codec') await import('./codec.ts');
else if (which === 'start') await import('./start.ts');
else {
  console.error(`There is no measurement ${which}; there are codec and start.`);
  process.exitCode = 2;
}
