; frontdesk:// links open the app, for whomever it was installed: SHCTX is this user or the whole machine.
!macro customInstall
  WriteRegStr SHCTX "Software\Classes\frontdesk" "" "URL:Front Desk"
  WriteRegStr SHCTX "Software\Classes\frontdesk" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\frontdesk\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHCTX "Software\Classes\frontdesk\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\frontdesk"
!macroend
