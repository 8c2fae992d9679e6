'use client';
import { Braces, Copy, Hash, Link as LinkIcon, MessageSquareText, Terminal } from 'lucide-react';
import { toast } from 'sonner';
import type { RequestDetail } from '@heliograph/contracts/request';
import { Button } from '../../../components/button.tsx';
import { copyText } from '../../../components/copy-text.ts';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../../components/dropdown-menu.tsx';
import { useMe } from '../../shell/use-me.ts';
import { callToRepeat, type CallToRepeat } from './call-to-repeat.ts';
import { curlCall } from './curl-call.ts';
import { pythonCall } from './python-call.ts';
import { typescriptCall } from './typescript-call.ts';

interface CopyMenuProps {
  detail: RequestDetail;
  /** What the answer says; '' where it says nothing that can be read. */
  answer: string;
}

const languages: readonly { label: string; write: (call: CallToRepeat) => string }[] = [
  { label: 'curl', write: curlCall },
  { label: 'Python', write: pythonCall },
  { label: 'TypeScript', write: typescriptCall },
];

/** The ways to take a request elsewhere: as a call to be made again, as a link, its id, its answer. */
export function CopyMenu({ detail, answer }: CopyMenuProps) {
  const me = useMe();
  const copy = async (what: string, text: string): Promise<void> => {
    if (await copyText(text)) toast.success(`Copied ${what}`);
    else toast.error('Copying did not work. The browser does not let this page use the clipboard.');
  };
  const link = (): string => `${window.location.origin}/requests?request=${detail.id}`;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm">
          <Copy aria-hidden />
          Copy
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {me !== undefined && (
          <>
            <DropdownMenuLabel>The call, as</DropdownMenuLabel>
            {languages.map(({ label, write }) => (
              <DropdownMenuItem
                key={label}
                onSelect={() => void copy(`as ${label}`, write(callToRepeat(detail, me)))}
              >
                {label === 'curl' ? <Terminal aria-hidden /> : <Braces aria-hidden />}
                {label}
              </DropdownMenuItem>
            ))}
            <DropdownMenuSeparator />
          </>
        )}
        <DropdownMenuItem onSelect={() => void copy('the link', link())}>
          <LinkIcon aria-hidden />
          Link to this request
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void copy('the id', detail.id)}>
          <Hash aria-hidden />
          Request id
        </DropdownMenuItem>
        {answer !== '' && (
          <DropdownMenuItem onSelect={() => void copy('the answer', answer)}>
            <MessageSquareText aria-hidden />
            Text of the answer
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
