import { UserError } from '../../src/kit/errors.ts';
import { openStandalone } from './standalone.ts';

try {
  const { text, close } = await openStandalone(process.argv.slice(2), console.error);
  console.log(text);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
