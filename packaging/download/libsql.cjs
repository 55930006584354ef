// In the place of @neon-rs/load: libsql asks it for its addon, which is inside the executable.
const { loadAddon } = require('../../src/kit/executable.ts');

exports.currentTarget = () => 'inside';
exports.load = () => loadAddon('libsql.node');
