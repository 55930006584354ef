/** "20:14", or "20:14 on 21 November" if that is not today; in the time zone of this machine, like its log. */
export const timeOf = (at: number, now: number): string => `${clockOf(at)}${dayOf(at, now)}`;

/** "20:14 UTC", for readers on other machines. */
export const utcTimeOf = (at: number, now: number): string => `${clockOf(at, 'UTC')} UTC${dayOf(at, now, 'UTC')}`;

const clockOf = (at: number, timeZone?: 'UTC'): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });

function dayOf(at: number, now: number, timeZone?: 'UTC'): string {
  const said = (time: number, year?: 'numeric'): string =>
    new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year, timeZone });
  return said(at, 'numeric') === said(now, 'numeric') ? '' : ` on ${said(at)}`;
}
