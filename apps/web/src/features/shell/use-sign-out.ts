'use client';
import { useState } from 'react';
import { toast } from 'sonner';

/** Ends the session and leaves for the sign-in page; says so where it failed. */
export function useSignOut(): { signOut: () => Promise<void>; isSigningOut: boolean } {
  const [isSigningOut, setIsSigningOut] = useState(false);
  const signOut = async (): Promise<void> => {
    setIsSigningOut(true);
    const signedOut = await endSession().catch(() => false);
    // A new page, so that nothing of this person stays in memory.
    if (signedOut) window.location.assign('/sign-in');
    else {
      setIsSigningOut(false);
      toast.error('You are still signed in', { description: 'Heliograph did not answer. Try again.' });
    }
  };
  return { signOut, isSigningOut };
}

/** Whether it could be ended. The client is loaded only here: no other part of a page needs it. */
async function endSession(): Promise<boolean> {
  const { authClient } = await import('../../client/auth-client.ts');
  return (await authClient.signOut()).error === null;
}
