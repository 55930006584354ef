import type { PictureForm } from './contactPicture.ts';

/** Which picture is meant, in one word that can be kept. */
export interface PictureSource {
  readonly server: string;
  readonly incident: number;
  readonly form: PictureForm;
}

const FORMS: readonly PictureForm[] = ['still', 'animation'];

/** "main/12/still" */
export const sourceOf = ({ server, incident, form }: PictureSource): string => `${server}/${incident}/${form}`;

/** Undefined for what an older version, or nobody, has written. */
export function readSource(text: string): PictureSource | undefined {
  const [, server, digits, name] = /^(.+)\/(\d+)\/(\w+)$/.exec(text) ?? [];
  const form = FORMS.find((each) => each === name);
  return server === undefined || form === undefined ? undefined : { server, incident: Number(digits), form };
}
