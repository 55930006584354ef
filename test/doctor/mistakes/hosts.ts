import { AT, DAY_MS, withData, withEdge, withFleet, withNats, withTrouble } from '../changes.ts';
import type { Mistake } from './mistake.ts';

export const hostsMistakes: readonly Mistake[] = [
  [48, withTrouble({ kind: 'refused' }), 'Nothing listens at tls://nats.example.org:4222.'],
  [48, withTrouble({ kind: 'no answer' }), 'Nothing answers at tls://nats.example.org:4222.'],
  [48, withTrouble({ kind: 'no NATS' }), 'What answers at tls://nats.example.org:4222 is no NATS.'],
  [48, withTrouble({ kind: 'no tls' }), 'NATS at tls://nats.example.org:4222 has no TLS.'],
  [
    48,
    withTrouble({ kind: 'unknown host', why: 'getaddrinfo ENOTFOUND' }),
    'NATS is not found at tls://nats.example.org:4222: getaddrinfo ENOTFOUND.',
  ],
  [
    48,
    withTrouble({ kind: 'certificate', why: 'self-signed certificate' }),
    'The certificate of NATS at tls://nats.example.org:4222 is not trusted: self-signed certificate.',
  ],
  [48, withTrouble({ kind: 'file', why: 'NATS_CA_FILE /x cannot be read.' }), 'NATS_CA_FILE /x cannot be read.'],
  [48, withTrouble({ kind: 'other', why: 'odd' }), 'There is no way to NATS at tls://nats.example.org:4222: odd.'],
  [49, withTrouble({ kind: 'login' }), 'NATS does not take the password of the user hub.'],
  [
    50,
    withNats({ url: 'nats://nats.example.org:4222', isEncrypted: false }),
    'The password crosses to NATS at nats://nats.example.org:4222 in plain text.',
  ],
  [51, withNats({ version: '2.9.3' }), 'NATS 2.9.3 is too old: Pitwall needs 2.9.4.'],
  [51, withNats({ version: '1.99.99' }), 'NATS 1.99.99 is too old: Pitwall needs 2.9.4.'],
  [
    51,
    withNats({ version: '2.9.4' }),
    'NATS 2.9.4 works, but can lose what it stores in a crash, and stops where its disk is full.',
  ],
  [
    51,
    withNats({ version: '2.10.22' }),
    'NATS 2.10.22 works, but can lose what it stores in a crash, and stops where its disk is full.',
  ],
  [52, withNats({ jetstream: 'none' }), 'NATS has no JetStream for this account: nothing is kept for the hub there.'],
  [52, withNats({ jetstream: 'forbidden' }), 'The user hub may not use JetStream.'],
  [
    53,
    withNats({ user: 'spa', forbidden: [{ verb: 'publish', subject: 'pw.ev.spa' }] }),
    'The user spa may not publish to pw.ev.spa.',
  ],
  [
    53,
    withNats({ user: 'spa', forbidden: [{ verb: 'subscribe', subject: 'pw.cmd.spa.>' }] }),
    'The user spa may not subscribe to pw.cmd.spa.>.',
  ],
  [
    53,
    withNats({ user: 'spa', hearsOthers: true }),
    'The user spa hears what is said to other edges, and may speak in their place.',
  ],
  [
    54,
    withNats({ stream: { bytes: 1_070_000_000, maxBytes: 1_073_741_824, dropsOld: false, foreign: [] } }),
    'The stream PW_EV is full (1070 of 1074 MB): what happens waits at the edges.',
  ],
  [
    54,
    withNats({ stream: { bytes: 0, maxBytes: 1_073_741_824, dropsOld: true, foreign: [] } }),
    'The stream PW_EV drops the oldest where it is full.',
  ],
  [54, withNats({ role: 'edge', stream: 'none' }), 'There is no stream PW_EV yet: what happens waits at the edges.'],
  [55, withNats({ isSynced: false }), 'NATS confirms messages before they are on the disk.'],
  [
    55,
    withNats({ version: '2.9.10', isSynced: undefined }),
    'NATS 2.9.10 confirms messages before they are on the disk, and cannot be configured otherwise.',
  ],
  [
    55,
    withNats({ isSynced: undefined }),
    'It is not known whether NATS confirms messages before they are on the disk.',
  ],
  [
    55,
    withNats({ isSynced: undefined, doctorTrouble: { kind: 'login' } }),
    'NATS does not take the password of the user doctor.',
  ],
  [
    56,
    withNats({ stream: { bytes: 0, dropsOld: false, foreign: ['pw.ev.spa'] } }),
    'The newest message on pw.ev.spa is none of an edge; it was passed over.',
  ],
  [
    57,
    withData({
      hosts: [
        { edge: 'eifel', servers: ['gt3'] },
        { edge: 'spa', servers: ['gt4', 'gt3'] },
      ],
    }),
    "The server id gt3 is used by the edges eifel and spa: only eifel's is shown.",
  ],
  [
    57,
    withData({
      hosts: [
        { edge: 'eifel', servers: ['gt3'], own: [] },
        { edge: 'spa', servers: ['gt4', 'gt3'], own: ['gt4', 'gt3'] },
      ],
    }),
    "The server id gt3 is used by the edges eifel and spa: only spa's is shown.",
  ],
  [
    57,
    withData({ refusals: ['The letter S is that of the host spa: set EDGE_LETTER to another one on sebring.'] }),
    'The letter S is that of the host spa: set EDGE_LETTER to another one on sebring.',
  ],
  [58, withFleet({ linkDownSince: AT }), 'There is no connection to NATS since 19:14: no host is heard.'],
  [58, withFleet({ isServing: false }), 'NATS does not let the edges be read yet.'],
  [58, withFleet({ edges: [] }), 'No edge has been heard yet.'],
  [59, withEdge({ silentSince: AT }), 'The host spa with gt4, cup is silent since 19:14.'],
  [59, withEdge({ silentSince: AT - DAY_MS }), 'The host spa with gt4, cup is silent since 19:14 on 20 November.'],
  [60, withEdge({ version: '0.3.0' }), 'The host spa has Pitwall 0.3.0, the hub 0.2.0.'],
  [
    60,
    withEdge({ version: '0.3.0', protocol: 2 }),
    'The host spa has Pitwall 0.3.0 with protocol 2, the hub 0.2.0 with 1: Pitwall can watch it, but cannot send it commands.',
  ],
  [61, withEdge({ clockAheadMs: 90_000 }), "The clock of the host spa is 90 s ahead of the hub's."],
  [61, withEdge({ clockAheadMs: -2000 }), "The clock of the host spa is 2 s behind the hub's."],
  [62, withEdge({ waiting: 1000 }), 'The host spa has 1000 rows that the hub does not have yet.'],
  [
    63,
    withEdge({ cannotStore: true }),
    'The host spa cannot write to its database: nothing from its race is being saved.',
  ],
  [
    64,
    withEdge({ language: 'fr' }),
    'LANGUAGE is fr on the host spa and de on the hub: lines in its games are in one language, posts on Discord in another.',
  ],
];
