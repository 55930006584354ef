import { holdLifeline } from '../lifeline.ts';

// Loaded into the bot before its own code (node --import): the bot of a demo ends with the demo, even when that is
// killed, and knows nothing of it.
const address = process.env.DEMO_LIFELINE;
if (address) holdLifeline(address, () => process.kill(process.pid, 'SIGTERM'));
