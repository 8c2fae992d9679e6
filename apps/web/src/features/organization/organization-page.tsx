'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { HeaderPolicy } from './header-policy.tsx';

/** What holds for all of an organization's requests. */
export function OrganizationPage() {
  return (
    <div className="mx-auto flex w-full max-w-240 flex-col gap-5 px-4 py-5 md:px-8 md:py-7">
      <PageHeader title="General" description="What holds for all requests of the organization." />
      <Settings />
    </div>
  );
}

function Settings() {
  const settings = useQuery(api.organization.settings.queryOptions());
  if (settings.isPending) {
    return (
      <div role="status">
        <span className="sr-only">Loading the settings</span>
        <Skeleton className="h-64" />
      </div>
    );
  }
  if (settings.data === undefined) {
    return (
      <ErrorState
        title="The settings could not be loaded"
        message={describeApiError(settings.error).message}
        onRetry={() => void settings.refetch()}
        retrying={settings.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  return <HeaderPolicy settings={settings.data} />;
}
