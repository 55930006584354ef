import { expect, test } from 'vitest';
import { createHider } from '../../src/acserver/stdout/redact.ts';
import { frameText, hiddenFrame } from '../../src/websocket/hidden.ts';
import { appOf } from '../fakes/app.ts';
import { driverRow, fakeServer, openRig } from './rig.ts';

const hide = (text: string): string => text.replaceAll('parc-ferme', '***').replaceAll('drivers', '***');

test('a frame leaves without the password, in whatever text it stands, and with every word of the protocol', () => {
  const frame = (word: string) => ({
    id: 'drivers',
    data: { drivers: { [word]: { name: word, laps: 3, list: [word] } }, type: 'drivers', msg: word },
  });
  expect(hiddenFrame(frame('parc-ferme'), hide)).toEqual(frame('***'));
  expect(hiddenFrame({ 'parc-ferme': { msg: 'parc-ferme' } }, hide)).toEqual({ '***': { msg: '***' } });
});

test.each(['parc-ferme', 'parc"ferme', 'a\\bc', 'p\u00e4rc-ferm\u00e9', 'two words'])(
  'as a text no frame holds the password %s, whatever JSON makes of it',
  (secret) => {
    const clean = createHider(() => [secret]);
    const text = frameText({ id: '7', data: { msg: `it is ${secret}, or not`, list: [secret] } }, clean);
    expect(JSON.parse(text)).toEqual({ id: '7', data: { msg: 'it is [redacted], or not', list: ['[redacted]'] } });
  },
);

test.each(['parc-ferme', 'parc"ferme', 'a", "b'])(
  'no text that is JSON itself, as the cars of a server are, holds the password %s',
  (secret) => {
    const clean = createHider(() => [secret]);
    const cars = (...list: string[]) => ({ data: { serverInfo: { cars: JSON.stringify(list) } } });
    const left = frameText(cars('a', 'b', secret), clean);
    expect(left).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(left).toContain('[redacted]');
    const fine = cars('c', 'd');
    expect(frameText(fine, clean)).toBe(JSON.stringify(fine, undefined, 4));
  },
);

test('a password is found beside the end of a line, and one that begins with its letter', () => {
  const clean = createHider(() => ['parc-ferme', 'no-entry']);
  const text = frameText({ data: { msg: 'one\nparc-ferme\nno-entry' } }, clean);
  expect(JSON.parse(text)).toEqual({ data: { msg: 'one\n[redacted]\n[redacted]' } });
  const many = { data: { msg: 'one\nottwo\n' } };
  expect(frameText(many, clean)).toBe(JSON.stringify(many, undefined, 4));
});

test.each([{ error: { msg: 'a "b" \\ c' } }, { data: { sessions: { Race: { laps: 5 } } } }])(
  'a frame without it is as it was: %j',
  (frame) => {
    const clean = createHider(() => ['parc-ferme']);
    expect(frameText(frame, clean)).toBe(JSON.stringify(frame, undefined, 4));
  },
);

test('a picture stays as it is: some of its letters may look like a password', () => {
  const picture = { name: 'parc-ferme.png', alt: 'parc-ferme', base64: 'AAparc-fermeBB' };
  expect(hiddenFrame({ data: { msg: 'parc-ferme', picture } }, hide)).toEqual({
    data: { msg: '***', picture: { name: '***.png', alt: '***', base64: 'AAparc-fermeBB' } },
  });
});

test('every answer and push goes this way', async () => {
  const rig = await openRig({ hide, app: appOf(fakeServer({ drivers: [driverRow({ name: 'parc-ferme' })] })) });
  const client = rig.connect();
  await client.next();
  expect(JSON.stringify(await client.ask('server drivers'))).toContain('***');
  await client.ask('subscribe');
  rig.publish({ type: 'driverLeft', driver: { carId: 0, guid: '1', name: 'parc-ferme' } });
  const told = [await client.next(), await client.next()];
  expect(JSON.stringify(told)).not.toContain('parc-ferme');
  expect(await client.ask('parc-ferme')).toEqual({ error: { msg: 'There is no command "***"; "help" lists them.' } });
});
