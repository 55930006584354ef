// Runs before everything else, in words that a Node of 2019 can read: what follows would end in a syntax error there.
var parts = process.versions.node.split('.');
var major = Number(parts[0]);
if (major < 20 || (major === 20 && Number(parts[1]) < 19)) {
  console.error(`Pitwall needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}
