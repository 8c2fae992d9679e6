import { header } from '../header-definition.ts';
import { pathValue, textUpTo } from '../header-values.ts';

export const taggingHeaders = {
  userId: header({
    name: 'Helicone-User-Id',
    format: 'text, at most 512 characters',
    description: "The end user on whose behalf the call is made. Without it the body's user field counts.",
    parse: textUpTo(512),
    default: null,
  }),
  sessionId: header({
    name: 'Helicone-Session-Id',
    format: 'text, at most 512 characters',
    description: 'Groups the requests of one session.',
    parse: textUpTo(512),
    default: null,
  }),
  sessionPath: header({
    name: 'Helicone-Session-Path',
    format: '/parent/child, at most 1024 characters',
    description: "This request's place in the tree of its session.",
    parse: pathValue(1024),
    default: null,
  }),
  sessionName: header({
    name: 'Helicone-Session-Name',
    format: 'text, at most 512 characters',
    description: 'A name for this kind of session.',
    parse: textUpTo(512),
    default: null,
  }),
};
