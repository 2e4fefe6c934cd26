/* The wake-up between processes: one FIFO per sleeper in the runtime folder.
 * The docket is the queue; a byte in the FIFO only says "look now", so a lost
 * one costs a pause, never a letter. */
#ifndef DOCKETD_OFFICE_DESK_WAKE_H
#define DOCKETD_OFFICE_DESK_WAKE_H

/* Makes and opens the FIFO of a sleeper ("courier", "calendar", "intake"): a descriptor
 * for poll, or -1 and *cause. */
int wake_open(const char *runtime, const char *who, char **cause);
void wake_ring(const char *runtime, const char *who);       /* nobody listening is fine */
void wake_after_entry(const char *runtime);                  /* all that heed what was entered in the docket */
void wake_hush(int fd);                                      /* takes the bytes out */

#endif
