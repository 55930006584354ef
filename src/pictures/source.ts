import type { PictureForm } from './contactPicture.ts';

/** Identifies a picture in one word that can be stored. */
export interface PictureSource {
  readonly server: string;
  readonly incident: number;
  /** In chronological order, starting at 1. If absent, the first contact that can be shown. */
  readonly contact?: number | undefined;
  readonly form: PictureForm;
  /** A word for how much data is known. With more data, it is a new version of the same picture. */
  readonly known?: string | undefined;
  /** The language of its texts, as in LANGUAGE; English if absent. */
  readonly language?: string | undefined;
}

const FORMS: readonly PictureForm[] = ['still', 'animation'];

/** "main/12/still", "main/12.2/still", "main/12/still@after", "main/12/still@after~de" */
export const sourceOf = ({ server, incident, contact, form, known, language }: PictureSource): string =>
  [
    `${server}/${incident}`,
    contact === undefined ? '' : `.${contact}`,
    `/${form}`,
    known === undefined ? '' : `@${known}`,
    language === undefined ? '' : `~${language}`,
  ].join('');

const FORM = /^(.+)\/(\d+)(?:\.(\d+))?\/(\w+?)(?:@(\w+))?(?:~([\w-]+))?$/;

/** Undefined for an unknown format, such as an older version's. */
export function readSource(text: string): PictureSource | undefined {
  const [, server, incident, contact, name, known, language] = FORM.exec(text) ?? [];
  const form = FORMS.find((each) => each === name);
  if (server === undefined || form === undefined) return undefined;
  return {
    server,
    incident: Number(incident),
    contact: contact === undefined ? undefined : Number(contact),
    form,
    known,
    language,
  };
}
