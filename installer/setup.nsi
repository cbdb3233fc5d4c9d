; The set-up program. Defined by setup.py: VERSION, NUMBERS, TREE, OUT, ICON, PICTURE, UNITS, SIZE_KB, NEEDED_KB;
; FAST where speed matters more than size; SIGN is the command that signs a file.
;
; Exit codes: 0 done, 1 given up, 2 failed while copying, 10 Windows too old, 11 the program is running,
; 12 too little space, 13 wrong words, 14 administrator needed, 15 the folder cannot be used.

Unicode true
Target amd64-unicode
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDateSave on
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
AllowRootDirInstall true
ShowInstDetails nevershow
ShowUninstDetails nevershow

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include StrFunc.nsh
${StrRep}

!define NAME "焦环季报"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\jzdesk"
!define LEAST_BUILD 17763

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "jzdesk contributors"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_ABORT Abandon
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "焦作市“十三五”生态环境保护规划季度填报程序。$\r$\n$\r$\n\
  不联网，不需要管理员，约一分钟装完。已装过旧版的，直接装就是升级，数据不受影响。$\r$\n$\r$\n\
  需要 64 位的 Windows 10 1809 或更新的版本。安装前请先关闭正在运行的${NAME}。"
!define MUI_DIRECTORYPAGE_TEXT_TOP "程序装到下面的文件夹。单位规定不许从个人文件夹运行程序的，请选 D: 盘里的文件夹。$\r$\n\
  数据不放在这里：第一次打开时再选放数据的文件夹。"
!define MUI_FINISHPAGE_TITLE "装好了"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里有“${NAME}”。$\r$\n$\r$\n\
  第一次打开时选本单位和放数据的文件夹；先练习一遍的，勾上“练习”。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\jzdesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"

!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder ; of the next page alone
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese
ReserveFile /plugin System.dll
ReserveFile /plugin UserInfo.dll

Var everybody
Var unit
Var sentence
Var choosing ; 1 while another folder can still be chosen

; ---------------------------------------------------------------- what is refused, and how

; Says a sentence where somebody looks, and ends with an exit code, or lets another folder be chosen.
Function Refuse ; the exit code on the stack, the sentence in $sentence
  Pop $0
  SetErrorLevel $0
  IfSilent +2
    MessageBox MB_OK|MB_ICONSTOP "$sentence"
  ${If} $choosing == 1
    Abort
  ${EndIf}
  Quit
FunctionEnd

; Leaves in $0 whether a file of the program is in use: Windows lets nobody write to what is running.
!macro Running un
Function ${un}InUse
  Pop $1
  StrCpy $0 0
  ${If} ${FileExists} "$1"
    ClearErrors
    FileOpen $2 "$1" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $2
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ${un}CheckRunning
  again:
  StrCpy $3 0
  Push "$INSTDIR\jzdesk.exe"
  Call ${un}InUse
  IntOp $3 $3 + $0
  Push "$INSTDIR\jzdesk-cli.exe"
  Call ${un}InUse
  IntOp $3 $3 + $0
  Push "$INSTDIR\runtime\python311.dll"
  Call ${un}InUse
  IntOp $3 $3 + $0
  ${If} $3 > 0
    StrCpy $sentence "${NAME}正在运行（或其中的文件被别的程序占用）。请先关闭所有窗口，再点“重试”。"
    IfSilent refuse
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$sentence" IDRETRY again
    refuse:
    SetErrorLevel 11
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Running ""
!insertmacro Running "un."

Function CheckWindows
  System::Call "ntdll::RtlGetNtVersionNumbers(*i .r0, *i .r1, *i .r2)"
  IntOp $2 $2 & 0xFFFF
  ${If} $0 < 10
  ${OrIf} $2 < ${LEAST_BUILD}
    StrCpy $sentence "这台电脑的 Windows 太旧，${NAME}不能安装。需要 64 位的 Windows 10 1809（内部版本 ${LEAST_BUILD}）\
或更新的版本，这里是 $0.$1（内部版本 $2）。"
    Push 10
    Call Refuse
  ${EndIf}
FunctionEnd

Function CheckUnit
  ${If} $unit == ""
    Return
  ${EndIf}
  StrLen $0 $unit
  ${StrRep} $1 "${UNITS}" "|$unit|" ""
  ${If} $0 != 6
  ${OrIf} $1 == "${UNITS}"
    StrCpy $sentence "没有行政区划代码为“$unit”的单位，请检查 /UNIT= 后面的六位代码。"
    Push 13
    Call Refuse
  ${EndIf}
FunctionEnd

; ---------------------------------------------------------------- before anything is seen

Function .onInit
  SetShellVarContext current
  Call CheckWindows
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UNIT=" $unit
  ${If} ${Errors}
    StrCpy $unit ""
  ${EndIf}
  Call CheckUnit
  StrCpy $everybody 0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $0
  ${IfNot} ${Errors}
    StrCpy $everybody 1
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      StrCpy $sentence "给所有用户安装（/ALLUSERS）要用管理员身份运行：在安装程序上点右键，选“以管理员身份运行”。"
      Push 14
      Call Refuse
    ${EndIf}
  ${EndIf}
  ${If} $INSTDIR == "" ; no /D=, or one that NSIS took for none
    System::Call "kernel32::GetCommandLineW() w .r0"
    ${StrRep} $1 $0 " /D=" ""
    ${If} $0 != $1
      StrCpy $sentence "/D= 后面的文件夹不能用，程序没有安装。请写本机磁盘上的文件夹，写在最后，不加引号。"
      Push 15
      Call Refuse
    ${EndIf}
    SetRegView 64
    ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallLocation"
    ${If} $INSTDIR == ""
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\jzdesk"
      ${If} $everybody == 1
        StrCpy $INSTDIR "$PROGRAMFILES64\jzdesk"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  SetRegView 64
FunctionEnd

Function Abandon
  SetErrorLevel 1
FunctionEnd

; ---------------------------------------------------------------- the folder

; A folder with other things in it is not taken over: the program goes into one of its own inside.
Function OwnFolder
  ${If} ${FileExists} "$INSTDIR\jzdesk.exe"
  ${OrIf} ${FileExists} "$INSTDIR\uninstall.exe"
    Return
  ${EndIf}
  FindFirst $0 $1 "$INSTDIR\*.*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      FindClose $0
      StrCpy $INSTDIR "$INSTDIR\jzdesk"
      Return
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
FunctionEnd

Function CheckSpace
  StrCpy $0 $INSTDIR 3
  System::Call "kernel32::GetDiskFreeSpaceExW(w r0, *l .r1, l 0, l 0) i .r2"
  ${If} $2 == 0
    StrCpy $sentence "没有“$0”这个盘，请换一个文件夹。"
    Push 15
    Call Refuse
  ${EndIf}
  System::Int64Op $1 / 1024
  Pop $1
  System::Int64Op $1 < ${NEEDED_KB}
  Pop $2
  ${If} $2 == 1
    IntOp $3 ${NEEDED_KB} / 1024
    System::Int64Op $1 / 1024
    Pop $4
    StrCpy $sentence "“$0”盘空间不够：安装需要 $3 MB，现在只剩 $4 MB。请腾出空间，或换一个盘。"
    Push 12
    Call Refuse
  ${EndIf}
FunctionEnd

Function CheckWritable
  CreateDirectory "$INSTDIR"
  ClearErrors
  FileOpen $0 "$INSTDIR\jzdesk.try" w
  ${If} ${Errors}
    RMDir "$INSTDIR"
    StrCpy $sentence "“$INSTDIR”不能写入，程序没有安装。请换一个文件夹，或请管理员安装。"
    Push 15
    Call Refuse
  ${EndIf}
  FileClose $0
  Delete "$INSTDIR\jzdesk.try"
FunctionEnd

Function CheckFolder
  StrCpy $choosing 1
  Call OwnFolder
  Call CheckRunning
  Call CheckSpace
  Call CheckWritable
  StrCpy $choosing 0
FunctionEnd

; ---------------------------------------------------------------- putting it there

!macro RemoveProgram
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\docs"
  Delete "$INSTDIR\jzdesk.exe"
  Delete "$INSTDIR\jzdesk-cli.exe"
!macroend

Section "program"
  Call OwnFolder
  Call CheckRunning
  Call CheckSpace
  Call CheckWritable
  SetDetailsPrint textonly
  DetailPrint "正在安装，约一分钟…"
  SetDetailsPrint none
  !insertmacro RemoveProgram ; what the new version has no more must not stay
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${TREE}/*"
  ${If} ${Errors}
    StrCpy $sentence "程序文件没有写完，可能磁盘已满或被杀毒软件挡住。请处理后重新安装，数据没有动。"
    Push 2
    Call Refuse
  ${EndIf}
  ${If} $unit != ""
    FileOpen $0 "$INSTDIR\office.txt" w
    FileWrite $0 "$unit"
    FileClose $0
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Call Links
  Call Register
  SetErrorLevel 0
SectionEnd

Function Links
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\jzdesk.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk" "$INSTDIR\uninstall.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\jzdesk.exe"
FunctionEnd

Function Register
  WriteRegStr SHCTX "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\jzdesk.exe"
  WriteRegStr SHCTX "${KEY}" "Publisher" "jzdesk contributors"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ; Our own files, the store and its backups, open with the program.
  WriteRegStr SHCTX "Software\Classes\.jzdesk" "" "jzdesk.Store"
  WriteRegStr SHCTX "Software\Classes\jzdesk.Store" "" "${NAME}数据文件"
  WriteRegStr SHCTX "Software\Classes\jzdesk.Store\DefaultIcon" "" "$INSTDIR\jzdesk.exe,0"
  WriteRegStr SHCTX "Software\Classes\jzdesk.Store\shell\open\command" "" '"$INSTDIR\jzdesk.exe" --store "%1"'
  ; A workbook stays Excel's or WPS's; the program only stands under "Open with".
  WriteRegStr SHCTX "Software\Classes\Applications\jzdesk.exe" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "Software\Classes\Applications\jzdesk.exe\SupportedTypes" ".xlsx" ""
  WriteRegStr SHCTX "Software\Classes\Applications\jzdesk.exe\shell\open\command" "" \
    '"$INSTDIR\jzdesk.exe" --open "%1"'
  WriteRegStr SHCTX "Software\Classes\.xlsx\OpenWithList\jzdesk.exe" "" ""
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
FunctionEnd

; ---------------------------------------------------------------- taking it away

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != $INSTDIR
    ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
    ${If} $0 == $INSTDIR
      SetShellVarContext all
    ${EndIf}
  ${EndIf}
FunctionEnd

; The program itself tells where this account's data lie, before it goes.
Function un.Kept
  InitPluginsDir
  ExecWait '"$INSTDIR\runtime\pythonw.exe" -P -c "import sys; from pathlib import Path; \
from jzdesk import paths, settings; Path(sys.argv[1]).write_text(f$\'[kept]\nstore={settings.load().last_store}\n\
home={paths.home()}\n$\', $\'utf-16$\')" "$PLUGINSDIR\kept.ini"'
  ReadINIStr $1 "$PLUGINSDIR\kept.ini" "kept" "store"
  ReadINIStr $2 "$PLUGINSDIR\kept.ini" "kept" "home"
  StrCpy $sentence "程序已卸载，数据都还在，没有动。"
  ${If} $1 != ""
    StrCpy $sentence "$sentence$\r$\n$\r$\n最近用的数据文件：$\r$\n$1"
  ${EndIf}
  ${If} $2 != ""
    StrCpy $sentence "$sentence$\r$\n$\r$\n设置、日志和自动备份：$\r$\n$2"
  ${EndIf}
FunctionEnd

Section "un.program"
  Call un.CheckRunning
  Call un.Kept
  SetDetailsPrint textonly
  DetailPrint "正在卸载…"
  SetDetailsPrint none
  !insertmacro RemoveProgram
  Delete "$INSTDIR\office.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when nothing else is in it
  Delete "$DESKTOP\${NAME}.lnk"
  RMDir /r "$SMPROGRAMS\${NAME}"
  DeleteRegKey SHCTX "${KEY}"
  DeleteRegKey SHCTX "Software\Classes\jzdesk.Store"
  ReadRegStr $0 SHCTX "Software\Classes\.jzdesk" ""
  ${If} $0 == "jzdesk.Store"
    DeleteRegKey SHCTX "Software\Classes\.jzdesk"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\Applications\jzdesk.exe"
  DeleteRegKey SHCTX "Software\Classes\.xlsx\OpenWithList\jzdesk.exe"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.xlsx\OpenWithList"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.xlsx"
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
  IfSilent +2
    MessageBox MB_OK|MB_ICONINFORMATION "$sentence"
SectionEnd
