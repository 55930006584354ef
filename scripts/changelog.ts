/** The changes to CHANGELOG.md for a release. Pure: text in, text out. */

const UNRELEASED = '## [Unreleased]';

/** @throws Error with one sentence if there is nothing to release, or the version does not follow the last one */
export function released(
  text: string,
  { version, before, day }: { version: string; before: string; day: string },
): string {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`"${version}" is no version: three numbers were expected, such as 1.2.0.`);
  const isOut = order(version) === order(before) && text.includes(`## [${version}]`);
  if (isOut || order(version) < order(before)) throw new Error(`${version} does not come after ${before}.`);
  const at = text.indexOf(`${UNRELEASED}\n`);
  if (at < 0) throw new Error(`CHANGELOG.md has no "${UNRELEASED}".`);
  const rest = text.slice(at + UNRELEASED.length);
  const news = rest.split(/^## \[/m)[0] ?? '';
  if (!/^- /m.test(news)) throw new Error('CHANGELOG.md tells of nothing that is new.');
  return `${text.slice(0, at)}${UNRELEASED}\n\n## [${version}] - ${day}${rest}`;
}

/** A version's changes, for the release notes. */
export function notesOf(text: string, version: string): string {
  const [, rest = ''] = text.split(`## [${version}]`);
  return (rest.split(/^## \[/m)[0] ?? '').replace(/^[^\n]*\n/, '').trim();
}

/** Each part must be below 100,000. */
const order = (version: string): number => version.split('.').reduce((sum, part) => sum * 1e5 + Number(part), 0);
