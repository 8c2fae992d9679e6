'use client';
import { type RefObject, useInsertionEffect, useRef } from 'react';

/**
 * Gives the focus back to what had it when a dialog opened, also where that is no trigger of the dialog's; to the page
 * where it has gone meanwhile. Render `<RememberOpener openerRef={openerRef} />` within the dialog's content.
 */
export function useReturnFocus() {
  const openerRef = useRef<Element | null>(null);
  const onCloseAutoFocus = (event: Event): void => {
    event.preventDefault();
    const target =
      openerRef.current?.isConnected === true ? openerRef.current : document.getElementById('main');
    if (target instanceof HTMLElement) target.focus();
  };
  return { openerRef, onCloseAutoFocus };
}

/** An insertion effect runs before any `autoFocus` within the dialog. */
export function RememberOpener({ openerRef }: { openerRef: RefObject<Element | null> }) {
  useInsertionEffect(() => {
    openerRef.current = document.activeElement;
  }, [openerRef]);
  return null;
}
