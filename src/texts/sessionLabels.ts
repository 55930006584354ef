/** Session labels to choose from, in English, for front ends that have no catalogue yet. */
import { eventName, sessionName } from './names.ts';

interface Labelled {
  readonly id: number;
  readonly name: string;
  readonly track: string;
  /** UTC, milliseconds. */
  readonly startedAt: number;
}

/** "S-12 Race · Sat 20:15 · monza", in the host's time zone. */
export const sessionLabel = (session: Labelled): string =>
  [`${sessionName(session)} ${session.name}`, moment(session.startedAt), session.track]
    .filter((each) => each !== '')
    .join(' · ');

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

function moment(at: number): string {
  const date = new Date(at);
  const [hours, minutes] = [date.getHours(), date.getMinutes()].map((each) => String(each).padStart(2, '0'));
  return `${DAYS[date.getDay()]} ${hours}:${minutes}`;
}

/** "E-3 Round 3 · GT3 Cup" */
export const eventLabel = (event: {
  readonly number: number;
  readonly name: string;
  readonly series?: string | undefined;
}): string => [`${eventName(event)} ${event.name}`, ...(event.series === undefined ? [] : [event.series])].join(' · ');
