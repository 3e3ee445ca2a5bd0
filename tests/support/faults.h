/*
 * Faults in the system calls that change or open files: the n-th one fails, or the process is killed instead of making
 * it. For programs that link tnf_faults.
 */
#pragma once

/* From now on the `nth` such call (1 is the next) fails with the errno value `failure`. */
void tnf_faults_fail(long nth, int failure);
/* From now on the process is killed by SIGKILL before the `nth` such call. */
void tnf_faults_kill(long nth);
/* No faults any more. Returns how many calls there were since the last call of the two above. */
long tnf_faults_stop(void);
