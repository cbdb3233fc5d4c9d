/* For wine only, never shipped: DLLs of Windows 10 that wine 8 has not, with just what Qt and Rust ask for.
 *
 * Compiled twice: as icuuc.dll with ICUUC defined, else as bcryptprimitives.dll.
 */

#include <windows.h>

#ifdef ICUUC
/* Qt converts with ICU only for encodings it does not know itself; of those there are none here. */
#define NOTHING(name) __declspec(dllexport) void *name(void) { return NULL; }
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_close)
NOTHING(ucnv_countAvailable)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getName)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_open)
NOTHING(ucnv_reset)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_toUnicode)
#else
BOOLEAN NTAPI SystemFunction036(void *, ULONG);
__declspec(dllexport) BOOL ProcessPrng(BYTE *bytes, SIZE_T count)
{
    return SystemFunction036(bytes, (ULONG)count);
}
#endif
