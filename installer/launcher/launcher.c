/* jzdesk.exe and, with CONSOLE defined, jzdesk-cli.exe.
 *
 * Python runs inside this process, so that the task bar, the Task Manager and the exit code are the program's
 * own. What can go wrong before Python runs is said in Chinese, in a box or on the console.
 */

#define WIN32_LEAN_AND_MEAN
#define _WIN32_WINNT 0x0602
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <wchar.h>

#define FAILED_HERE 3 /* INTERFACE: the surroundings failed */
#define LEAST_BUILD 17763 /* Windows 10 1809 */
#define LONGEST 32768

typedef int (*py_main)(int, wchar_t **);

static wchar_t folder[LONGEST];

static void tell(const wchar_t *text)
{
#ifdef CONSOLE
    static char bytes[4 * 1024];
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes - 1, NULL, NULL);
    DWORD written, mode;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (GetConsoleMode(out, &mode)) {
        WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL);
        WriteConsoleW(out, L"\n", 1, &written, NULL);
    } else if (length > 0) {
        bytes[length - 1] = '\n';
        WriteFile(out, bytes, (DWORD)length, &written, NULL);
    }
#else
    MessageBoxW(NULL, text, L"焦环季报", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#endif
}

static int refuse(const wchar_t *format, const wchar_t *what, unsigned long number)
{
    static wchar_t text[LONGEST + 512];
    _snwprintf(text, LONGEST + 511, format, what, number);
    tell(text);
    return FAILED_HERE;
}

/* Asked of ntdll: the usual calls tell a program without the right manifest of an older Windows. */
static wchar_t version[64] = L"Windows 8 或更早的版本";

static unsigned long build_number(void)
{
    typedef LONG(WINAPI * get_version)(OSVERSIONINFOW *);
    get_version ask = (get_version)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    OSVERSIONINFOW found;
    memset(&found, 0, sizeof found);
    found.dwOSVersionInfoSize = sizeof found;
    if (ask == NULL || ask(&found) != 0)
        return 0;
    _snwprintf(version, 63, L"Windows %lu.%lu（内部版本 %lu）", found.dwMajorVersion, found.dwMinorVersion,
               found.dwBuildNumber);
    if (found.dwMajorVersion < 10)
        return 0;
    return found.dwBuildNumber;
}

static const wchar_t *inside(const wchar_t *name)
{
    static wchar_t path[LONGEST];
    _snwprintf(path, LONGEST - 1, L"%ls\\%ls", folder, name);
    return path;
}

static int find_folder(void)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    wchar_t *last;
    if (length == 0 || length >= LONGEST)
        return 0;
    last = wcsrchr(folder, L'\\');
    if (last == NULL)
        return 0;
    *last = 0;
    return 1;
}

static int run(HMODULE python, int count, wchar_t **words)
{
    static const wchar_t *before[] = {L"-P", L"-X", L"utf8", L"-m", L"jzdesk_start"};
    const int more = sizeof before / sizeof *before;
    py_main start = (py_main)(void *)GetProcAddress(python, "Py_Main");
    wchar_t **all = calloc(count + more + 1, sizeof *all);
    if (start == NULL || all == NULL)
        return refuse(L"程序文件不对，Python 启动不了（%ls，%lu）。请重新安装，数据文件没有动。", L"Py_Main",
                      GetLastError());
    all[0] = words[0];
    memcpy(all + 1, before, sizeof before);
    memcpy(all + 1 + more, words + 1, (count - 1) * sizeof *all);
    return start(count + more, all);
}

int wmain(void)
{
    static const wchar_t *needed[] = {L"runtime\\python311.dll", L"runtime\\python311.zip",
                                      L"runtime\\pythonw.exe", L"runtime\\python311._pth",
                                      L"lib\\jzdesk_start.pyc", L"lib\\jzdesk.zip"};
    HMODULE python;
    size_t i;
    int count = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count); /* the C library's would expand * and ? */
    unsigned long build = build_number();
    if (build < LEAST_BUILD)
        return refuse(L"这台电脑的 Windows 太旧，本程序不能运行：这里是 %ls，需要 64 位的 Windows 10 1809"
                      L"（内部版本 %lu）或更新的版本。",
                      version, LEAST_BUILD);
    if (words == NULL || !find_folder())
        return refuse(L"找不到程序所在的文件夹（%ls%lu）。请把程序放到路径短一些的文件夹里再试。", L"",
                      GetLastError());
    for (i = 0; i < sizeof needed / sizeof *needed; i++)
        if (GetFileAttributesW(inside(needed[i])) == INVALID_FILE_ATTRIBUTES)
            return refuse(L"程序文件不全，缺少“%ls”，可能被杀毒软件隔离或删除（错误 %lu）。"
                          L"请重新安装，数据文件没有动。",
                          inside(needed[i]), GetLastError());
    /* No library is ever looked for in the folder the program is started in. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(inside(L"runtime"));
    python = LoadLibraryExW(inside(L"runtime\\python311.dll"), NULL,
                            LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (python == NULL)
        return refuse(L"“%ls”装不进来（错误 %lu），可能被杀毒软件挡住。请重新安装或联系市局，数据文件没有动。",
                      inside(L"runtime\\python311.dll"), GetLastError());
    return run(python, count, words);
}
