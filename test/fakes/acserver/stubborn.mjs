// Hears ^C and goes on: only SIGKILL ends it. Never says that it started.
process.on('SIGINT', () => console.log('heard ^C'));
setInterval(() => {}, 1000);
console.log('loading');
