import { holdLifeline } from '../lifeline.ts';

// Loaded into the bot before its own code (node --import). The bot ends with the demo, even when that is killed,
// without knowing about it.
const address = process.env.DEMO_LIFELINE;
if (address) holdLifeline(address, () => process.kill(process.pid, 'SIGTERM'));
