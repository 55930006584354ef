/** "20:14", or "20:14 on 21 November" if that is not today; in the time zone of this machine, like its log. */
export function timeOf(at: number, now: number): string {
  const clock = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return dayOf(at, 'numeric') === dayOf(now, 'numeric') ? clock : `${clock} on ${dayOf(at)}`;
}

const dayOf = (time: number, year?: 'numeric'): string =>
  new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year });
