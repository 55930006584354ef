import { describe, expect, it } from 'vitest';
import { holdLifeline, openLifeline } from '../../../sandbox/lifeline.ts';

describe('a lifeline', () => {
  it('is lost once its other end closes', async () => {
    const lifeline = await openLifeline();
    const lost = new Promise<string>((resolve) => {
      holdLifeline(`127.0.0.1:${lifeline.port}`, () => resolve('lost'));
    });
    expect(await Promise.race([lost, afterARoundTrip(lifeline.port)])).toBe('held');
    lifeline.close();
    expect(await lost).toBe('lost');
  });

  it('is lost at once if nobody listens', async () => {
    const lifeline = await openLifeline();
    lifeline.close();
    const lost = new Promise((resolve) => holdLifeline(`127.0.0.1:${lifeline.port}`, () => resolve('lost')));
    expect(await lost).toBe('lost');
  });

  it('is not reported lost after being released', async () => {
    const lifeline = await openLifeline();
    let losses = 0;
    holdLifeline(`127.0.0.1:${lifeline.port}`, () => losses++)();
    await afterARoundTrip(lifeline.port);
    lifeline.close();
    expect(losses).toBe(0);
  });
});

/** Long enough for the kernel to have reported a connection that was opened before. */
async function afterARoundTrip(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(50) }).catch(() => undefined);
  return response ? 'answered' : 'held';
}
