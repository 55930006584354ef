/** All observers of datagrams. Identity comes first: the others name drivers by what it has found. */
import { chat } from './chat.ts';
import { contacts } from './contacts.ts';
import { enhanced } from './enhanced.ts';
import { identity } from './identity.ts';
import { laps } from './laps.ts';
import type { PacketObserver } from './observer.ts';
import { sessionObserver } from './sessions.ts';

export const packetObservers: readonly PacketObserver[] = [identity, sessionObserver, laps, enhanced, contacts, chat];
