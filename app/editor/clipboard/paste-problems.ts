export const onlyLookedAt = 'This project can only be looked at: nothing can be pasted.'
export const noScreen = 'Add a screen first: there is nothing yet to paste onto.'
export const otherVersion =
  'What was copied comes from another version of AppFrames and cannot be pasted here.'
export const noStyle = 'Copy an element or its style first: then its style can be pasted.'
export const notFetched = 'Paste could not be fetched: the server cannot be reached. Your work is saved.'
