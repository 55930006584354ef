// Loaded into Pitwall before its own code (node --import), without Pitwall knowing: makes its clocks and timers run SPEED
// times as fast, so that an hour takes less.
const speed = Number(process.env.SPEED ?? 1);

const began = Date.now();
const now = Date.now.bind(Date);
const monotonic = performance.now.bind(performance);
Date.now = () => Math.round(began + (now() - began) * speed);
performance.now = () => monotonic() * speed;

for (const name of ['setTimeout', 'setInterval'] as const) {
  const begin = globalThis[name];
  const swift = (task: () => void, ms = 0, ...words: []): NodeJS.Timeout => begin(task, ms / speed, ...words);
  Reflect.set(globalThis, name, swift);
}
