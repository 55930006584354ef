import { expect, test } from 'vitest';
import { createHider } from '../../src/acserver/stdout/redact.ts';
import { frameText, hiddenFrame } from '../../src/websocket/hidden.ts';
import { appOf } from '../fakes/app.ts';
import { driverRow, fakeServer, openRig } from './rig.ts';

const hide = (text: string): string => text.replaceAll('parc-ferme', '***').replaceAll('drivers', '***');

test('the password is redacted in values and keys, but words of the protocol are left alone', () => {
  const frame = (word: string) => ({
    id: 'drivers',
    data: { drivers: { [word]: { name: word, laps: 3, list: [word] } }, type: 'drivers', msg: word },
  });
  expect(hiddenFrame(frame('parc-ferme'), hide)).toEqual(frame('***'));
  expect(hiddenFrame({ 'parc-ferme': { msg: 'parc-ferme' } }, hide)).toEqual({ '***': { msg: '***' } });
});

test.each(['parc-ferme', 'parc"ferme', 'a\\bc', 'p\u00e4rc-ferm\u00e9', 'two words'])(
  'the password %s is redacted however JSON escapes it',
  (secret) => {
    const clean = createHider(() => [secret]);
    const text = frameText({ id: '7', data: { msg: `it is ${secret}, or not`, list: [secret] } }, clean);
    expect(JSON.parse(text)).toEqual({ id: '7', data: { msg: 'it is [redacted], or not', list: ['[redacted]'] } });
  },
);

test.each(['parc-ferme', 'parc"ferme', 'a", "b'])(
  'the password %s is redacted in text that is itself JSON, such as the car list',
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

test('a password is redacted after a line break, even if it starts with n', () => {
  const clean = createHider(() => ['parc-ferme', 'no-entry']);
  const text = frameText({ data: { msg: 'one\nparc-ferme\nno-entry' } }, clean);
  expect(JSON.parse(text)).toEqual({ data: { msg: 'one\n[redacted]\n[redacted]' } });
  const many = { data: { msg: 'one\nottwo\n' } };
  expect(frameText(many, clean)).toBe(JSON.stringify(many, undefined, 4));
});

test.each([{ error: { msg: 'a "b" \\ c' } }, { data: { sessions: { Race: { laps: 5 } } } }])(
  'a frame without the password is unchanged: %j',
  (frame) => {
    const clean = createHider(() => ['parc-ferme']);
    expect(frameText(frame, clean)).toBe(JSON.stringify(frame, undefined, 4));
  },
);

test('the data of a picture is not redacted', () => {
  const picture = { name: 'parc-ferme.png', alt: 'parc-ferme', base64: 'AAparc-fermeBB' };
  expect(hiddenFrame({ data: { msg: 'parc-ferme', picture } }, hide)).toEqual({
    data: { msg: '***', picture: { name: '***.png', alt: '***', base64: 'AAparc-fermeBB' } },
  });
});

test('every answer and push is redacted', async () => {
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
