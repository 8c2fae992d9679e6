'use client';
import { Switch } from 'radix-ui';
import { useId, useState } from 'react';
import type { z } from 'zod';
import type { meSchema } from '@heliograph/contracts/api-schemas';
import { CodeBlock } from '../../components/code-block.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../../components/tabs.tsx';
import { buildSnippets, placeholderKey } from './snippets.ts';

interface SnippetTabsProps {
  me: Pick<z.infer<typeof meSchema>, 'proxyUrl' | 'demoProviderUrl'>;
  /** The key just made; null shows a placeholder. */
  apiKey: string | null;
}

/** The first call, for each client. With the built-in fake provider it needs no provider key. */
export function SnippetTabs({ me, apiKey }: SnippetTabsProps) {
  const [wantsFake, setWantsFake] = useState(true);
  const id = useId();
  const fake = wantsFake ? me.demoProviderUrl : null;
  const snippets = buildSnippets({ baseUrl: fake ?? me.proxyUrl, apiKey, fakeProvider: fake !== null });
  return (
    <div className="grid grid-cols-1 gap-3">
      {me.demoProviderUrl !== null && (
        <div className="flex items-center gap-2.5">
          <Switch.Root
            id={id}
            checked={wantsFake}
            onCheckedChange={setWantsFake}
            className="h-5 w-9 shrink-0 rounded-full border border-line-strong bg-hover p-0.5 transition-colors data-[state=checked]:border-transparent data-[state=checked]:bg-ink"
          >
            <Switch.Thumb className="block size-3.5 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-canvas" />
          </Switch.Root>
          <label htmlFor={id}>Use the built-in fake provider (no provider key needed)</label>
        </div>
      )}
      <Tabs defaultValue={snippets[0]?.id}>
        <TabsList aria-label="Clients">
          {snippets.map((snippet) => (
            <TabsTrigger key={snippet.id} value={snippet.id}>
              {snippet.label}
            </TabsTrigger>
          ))}
        </TabsList>
        {snippets.map(({ id: value, install, code, language }) => (
          <TabsContent key={value} value={value}>
            <CodeBlock
              title={install === null ? 'Terminal' : <code className="font-mono">{install}</code>}
              code={code}
              language={language}
              copyLabel="Copy snippet"
            />
          </TabsContent>
        ))}
      </Tabs>
      {apiKey === null && (
        <p className="text-xs text-muted">
          <code className="font-mono">{placeholderKey}</code> stands for your API key; with a key made above,
          it is filled in.
        </p>
      )}
    </div>
  );
}
