import type { Penalty } from '../../events/penalty.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { type Catalogue, inWords } from '../../texts/catalogue.ts';
import type { Contact } from '../../texts/contacts.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { IncidentActions } from '../incidents/actions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { announcePenalties } from './announce.ts';
import { contactOfPenalty } from './contact.ts';
import { Notices } from './notices.ts';
import { noticeTable } from './table.ts';

/** Tells drivers of one game server what was decided about them. */
export interface ServerNotices {
  /** Delivers notices that could not be delivered before. */
  resume(): void;
  /** The contact that a penalty was given for, if any. */
  contactOf(penalty: Penalty): Contact | undefined;
  close(): void;
}

export type NoticesLive = Pick<LiveServer, 'id' | 'store' | 'clock' | 'log' | 'bus' | 'state' | 'speaker'>;

export interface NoticesNeeds {
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly incidents: Pick<IncidentActions, 'show'>;
  readonly isLinked: (guid: string) => boolean;
  /** The texts drivers read. */
  readonly words: Catalogue;
}

export function openNotices(live: NoticesLive, needs: NoticesNeeds): ServerNotices {
  const { id, store, clock, log, bus, state, speaker } = live;
  const { ledger, calendar, incidents, isLinked, words } = needs;
  const incident = (number: number) => incidents.show(number);
  const notices = new Notices({
    bus,
    log,
    table: noticeTable(store, id),
    ledger,
    calendar,
    incident,
    state,
    now: () => clock.now(),
    isLinked,
    say: ({ carId, guid }, text) => speaker.say({ carId, guid }, inWords(words, text)),
  });
  const stopAnnouncing = announcePenalties({
    bus,
    tell(driver, text) {
      const seat = [...state().drivers.values()].find(({ guid }) => guid === driver.guid);
      if (seat) void speaker.say({ carId: seat.carId, guid: seat.guid }, inWords(words, text));
    },
    notify: ({ driver }) => notices.deliver(driver.guid),
    announce: (text) => void speaker.say('all', inWords(words, text)),
  });
  return {
    resume: () => notices.deliverAll(),
    contactOf: (penalty) => contactOfPenalty(penalty, { ledger, incident }),
    close() {
      stopAnnouncing();
      notices.close();
    },
  };
}
