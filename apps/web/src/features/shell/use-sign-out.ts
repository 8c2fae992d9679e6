'use client';
import { useState } from 'react';
import { toast } from 'sonner';
import { authClient } from '../../client/auth-client.ts';

/** Ends the session and leaves for the sign-in page; says so where it failed. */
export function useSignOut(): { signOut: () => Promise<void>; isSigningOut: boolean } {
  const [isSigningOut, setIsSigningOut] = useState(false);
  const signOut = async (): Promise<void> => {
    setIsSigningOut(true);
    const signedOut = await authClient.signOut().then(
      ({ error }) => error === null,
      () => false,
    );
    // A new page, so that nothing of this person stays in memory.
    if (signedOut) window.location.assign('/sign-in');
    else {
      setIsSigningOut(false);
      toast.error('You are still signed in', { description: 'Heliograph did not answer. Try again.' });
    }
  };
  return { signOut, isSigningOut };
}
