// In the place of the package with the addon that draws. On Windows that one reads about scripts from a file beside it.
const { loadAddon } = require('../../src/kit/executable.ts');

module.exports = process.platform === 'win32' ? loadAddon('canvas.node', 'icudtl.dat') : loadAddon('canvas.node');
