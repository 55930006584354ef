// Starts like acServer, ends like it on ^C: says so, takes a moment, exits with 0.
// It handles ^C before it says that it has started: a reader of that line may send ^C at once.
process.on('SIGINT', () => {
  console.log('Saving results');
  process.exit(0);
});
console.log('Assetto Corsa Dedicated Server v1.15');
console.log(`secret: ${process.env.DISCORD_TOKEN ?? 'none'}`);
console.log(`cwd: ${process.cwd()}`);
console.error('a line on stderr');
console.log('Server started');
setInterval(() => {}, 1000);
