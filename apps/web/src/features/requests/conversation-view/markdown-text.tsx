'use client';
import {
  Component,
  type ComponentProps,
  isValidElement,
  memo,
  type ReactNode,
  useDeferredValue,
  useMemo,
} from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { cn } from '../../../components/cn.ts';
import { CodeBlock } from '../../../components/code-block.tsx';
import { LazyText } from '../../../components/lazy-text.tsx';
import type { CodeLanguage } from '../../../components/highlight-code.ts';
import { OutsideLink, RemoteMedia } from './remote-link.tsx';
import { safeUrl } from './safe-url.ts';
import { isReadable, splitMarkdown } from './split-markdown.ts';

/** Shorter texts (characters) are read at once; longer ones beside whatever else the page does. */
const AT_ONCE = 1_500;

/**
 * A text from anywhere as Markdown. HTML in it stays text, pictures elsewhere aren't loaded, links lead to http, https
 * and mail alone. It is drawn piece by piece, so that the page goes on meanwhile.
 */
export function MarkdownText({ text }: { text: string }) {
  const ready = useDeferredValue(text, text.length <= AT_ONCE ? text : null);
  const pieces = useMemo(() => splitMarkdown(ready ?? ''), [ready]);
  if (ready === null) return <PlainText text={text} />;
  return (
    <div dir="auto" className="grid grid-cols-1 gap-2 wrap-anywhere [&_li>ol]:mt-1 [&_li>ul]:mt-1">
      {pieces.map((piece, place) => (
        <IfItFails key={place} fallback={<PlainText text={piece} />}>
          <Piece text={piece} />
        </IfItFails>
      ))}
    </div>
  );
}

const Piece = memo(function Piece({ text }: { text: string }) {
  if (!isReadable(text)) return <PlainText text={text} />;
  return (
    <Markdown remarkPlugins={plugins} components={components} urlTransform={safeUrl}>
      {text}
    </Markdown>
  );
});

function PlainText({ text }: { text: string }) {
  return (
    <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      <LazyText text={text} />
    </p>
  );
}

/** Shows the text as it stands where it can't be read after all. */
class IfItFails extends Component<{ fallback: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

const plugins = [remarkGfm];

/** All at one level: a message's own headings are below its role, whichever they skip. */
const heading = (className: string) =>
  function Heading({ children }: { children?: ReactNode }) {
    return <h4 className={cn('font-semibold text-ink', className)}>{children}</h4>;
  };

const components: Components = {
  h1: heading('mt-1 text-lg'),
  h2: heading('mt-1 text-base'),
  h3: heading('mt-1'),
  h4: heading(''),
  h5: heading('text-muted'),
  h6: heading('text-muted'),
  p: ({ children }) => <p className="whitespace-pre-wrap">{children}</p>,
  ul: ({ children }) => <ul className="grid grid-cols-1 list-disc gap-1 pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="grid grid-cols-1 list-decimal gap-1 pl-6">
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="marker:text-faint">{children}</li>,
  blockquote: ({ children }) => (
    <blockquote className="grid grid-cols-1 gap-2 border-l-2 border-line-strong pl-3 text-muted">
      {children}
    </blockquote>
  ),
  hr: () => <hr className="border-line" />,
  a: ({ href, children }) =>
    href ? <OutsideLink href={href}>{children}</OutsideLink> : <span>{children}</span>,
  img: ({ src, alt }) => <Picture src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  input: ({ checked }) => (
    <span role="img" aria-label={checked === true ? 'done' : 'to do'} className="mr-1">
      {checked === true ? '☑' : '☐'}
    </span>
  ),
  code: ({ children }) => (
    <code className="rounded-sm bg-hover px-1 py-px font-mono text-xs">{children}</code>
  ),
  pre: ({ children }) => <Code>{children}</Code>,
  table: ({ children }) => (
    <div
      className="overflow-x-auto rounded-lg border border-line"
      tabIndex={0}
      role="region"
      aria-label="Table"
    >
      <table className="w-full text-left">{children}</table>
    </div>
  ),
  th: ({ children, style }) => (
    <th className="border-b border-line bg-sunken px-2.5 py-1.5 font-medium" style={style}>
      {children}
    </th>
  ),
  td: ({ children, style }) => (
    <td className="border-b border-line px-2.5 py-1.5 align-top [tr:last-child>&]:border-b-0" style={style}>
      {children}
    </td>
  ),
};

function Picture({ src, alt }: { src: string; alt: string }) {
  if (src === '') return <span className="text-muted">[image{alt && `: ${alt}`}]</span>;
  if (!src.startsWith('data:')) return <RemoteMedia src={src} kind="image" description={alt || src} />;
  return <img src={src} alt={alt} className="max-h-96 max-w-full rounded-lg border border-line" />;
}

const languages: Record<string, CodeLanguage> = {
  json: 'json',
  js: 'typescript',
  jsx: 'typescript',
  javascript: 'typescript',
  ts: 'typescript',
  tsx: 'typescript',
  typescript: 'typescript',
  py: 'python',
  python: 'python',
  sh: 'bash',
  bash: 'bash',
  shell: 'bash',
};

/** A block of code: the text and language of the `code` within `pre`. */
function Code({ children }: { children: ReactNode }) {
  const inner = isValidElement<ComponentProps<'code'>>(children) ? children.props : { children };
  const code = typeof inner.children === 'string' ? inner.children : '';
  const name = /language-(\S+)/.exec(inner.className ?? '')?.[1] ?? '';
  return (
    <CodeBlock
      code={code.replace(/\n$/, '')}
      language={languages[name.toLowerCase()] ?? 'text'}
      title={name}
      copyLabel="Copy code"
    />
  );
}
