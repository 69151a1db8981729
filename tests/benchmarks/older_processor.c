/* Preloaded into a process on Linux, x86-64: the processor seems to lack newer instructions. The kernel lets
   CPUID fault (arch_prctl, ARCH_SET_CPUID; Linux 4.12); the handler answers in its place, less the bits that
   the environment names (KG_WITHOUT: "vnni", "avx512"). What runs is the real processor at its real speed. */

#define _GNU_SOURCE
#include <asm/prctl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { EAX, EBX, ECX, EDX };
struct hidden { unsigned leaf, subleaf, of; unsigned bits; };

/* Intel's Software Developer's Manual, volume 2, CPUID: AVX512_VNNI; AMX-BF16, -TILE, -INT8; AVX-VNNI,
   AMX-FP16; AVX-VNNI-INT8, -INT16. */
static const struct hidden vnni[] = {
    {7, 0, ECX, 1u << 11}, {7, 0, EDX, 1u << 22 | 1u << 24 | 1u << 25},
    {7, 1, EAX, 1u << 4 | 1u << 21}, {7, 1, EDX, 1u << 4 | 1u << 10},
};
/* AVX512F, DQ, IFMA, CD, BW, VL; VBMI, VBMI2, BITALG, VPOPCNTDQ; FP16; BF16. */
static const struct hidden avx512[] = {
    {7, 0, EBX, 1u << 16 | 1u << 17 | 1u << 21 | 1u << 28 | 1u << 30 | 1u << 31},
    {7, 0, ECX, 1u << 1 | 1u << 6 | 1u << 12 | 1u << 14}, {7, 0, EDX, 1u << 23}, {7, 1, EAX, 1u << 5},
};
static int without_avx512;
static struct sigaction others;

static void hide(const struct hidden *some, size_t count, unsigned leaf, unsigned subleaf, unsigned *answer) {
    for (size_t i = 0; i < count; i++)
        if (some[i].leaf == leaf && some[i].subleaf == subleaf) answer[some[i].of] &= ~some[i].bits;
}

static void answer(int number, siginfo_t *info, void *context) {
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const unsigned char *code = (const unsigned char *)registers[REG_RIP];
    if (info->si_code != SI_KERNEL || code[0] != 0x0f || code[1] != 0xa2) { /* no CPUID: a fault indeed */
        sigaction(SIGSEGV, &others, NULL);
        return;
    }
    unsigned leaf = registers[REG_RAX], subleaf = registers[REG_RCX], said[4];
    syscall(SYS_arch_prctl, ARCH_SET_CPUID, 1);
    __asm__ volatile("cpuid" : "=a"(said[EAX]), "=b"(said[EBX]), "=c"(said[ECX]), "=d"(said[EDX])
                     : "a"(leaf), "c"(subleaf));
    syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0);
    hide(vnni, sizeof vnni / sizeof *vnni, leaf, subleaf, said);
    if (without_avx512) hide(avx512, sizeof avx512 / sizeof *avx512, leaf, subleaf, said);
    registers[REG_RAX] = said[EAX], registers[REG_RBX] = said[EBX];
    registers[REG_RCX] = said[ECX], registers[REG_RDX] = said[EDX];
    registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void) {
    struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO | SA_NODEFER};
    const char *without = getenv("KG_WITHOUT");
    without_avx512 = without && !strcmp(without, "avx512");
    sigaction(SIGSEGV, &action, &others);
    if (syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0)) {
        static const char said[] = "this processor or kernel does not let CPUID fault\n";
        if (write(2, said, sizeof said - 1)) _exit(1);
        _exit(1);
    }
}
